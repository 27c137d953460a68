"""All pages of the desk: each module registers its own with the blueprint."""

from orientation.web.desk import change_words as change_words
from orientation.web.desk import confirm as confirm
from orientation.web.desk import due as due
from orientation.web.desk import due_feed as due_feed
from orientation.web.desk import entries as entries
from orientation.web.desk import getting_in as getting_in
from orientation.web.desk import history as history
from orientation.web.desk import home as home
from orientation.web.desk import keepers as keepers
from orientation.web.desk import me as me
from orientation.web.desk import mend as mend
from orientation.web.desk import merging as merging
from orientation.web.desk import preview as preview
from orientation.web.desk import publishing as publishing
from orientation.web.desk import region as region
from orientation.web.desk import review as review
from orientation.web.desk import round as round
from orientation.web.desk import standing as standing
from orientation.web.desk import things as things
from orientation.web.desk import token as token
from orientation.web.desk import translate as translate
from orientation.web.desk import translate_files as translate_files
from orientation.web.desk import translate_lists as translate_lists
