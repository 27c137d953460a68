"""All pages of the desk: each module registers its own with the blueprint."""

from orientation.web.desk import getting_in as getting_in
from orientation.web.desk import home as home
from orientation.web.desk import inbox as inbox
from orientation.web.desk import me as me
from orientation.web.desk import seeing as seeing
