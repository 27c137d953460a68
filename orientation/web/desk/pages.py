"""All pages of the desk: each module registers its own with the blueprint."""

from orientation.web.desk import confirm as confirm
from orientation.web.desk import due as due
from orientation.web.desk import due_feed as due_feed
from orientation.web.desk import getting_in as getting_in
from orientation.web.desk import home as home
from orientation.web.desk import keepers as keepers
from orientation.web.desk import me as me
from orientation.web.desk import round as round
