"""All pages of the desk: each module registers its own with the blueprint."""

from orientation.web.desk import getting_in as getting_in
from orientation.web.desk import help as help
from orientation.web.desk import home as home
from orientation.web.desk import imprint as imprint
from orientation.web.desk import me as me
from orientation.web.desk import passkeys as passkeys
from orientation.web.desk import people as people
from orientation.web.desk import practice as practice
