"""All pages of the desk: each module registers its own with the blueprint."""

from orientation.web.desk import entries as entries
from orientation.web.desk import getting_in as getting_in
from orientation.web.desk import home as home
from orientation.web.desk import me as me
from orientation.web.desk import mend as mend
from orientation.web.desk import preview as preview
from orientation.web.desk import region as region
from orientation.web.desk import things as things
from orientation.web.desk import token as token
