"""What is wrong with a translated sentence, in the words of the desk."""

from __future__ import annotations

from orientation.content.check_sentences import Problem
from orientation.web.desk.words import _


def told_of_sentence(problem: Problem) -> str:
    """Return how to mend a sentence."""
    match problem.kind:
        case "values":
            if not problem.detail:
                return _("The source shows no value here: write it without braces.")
            return _(
                "These values must be in it, each as often as in the source: %(names)s", names=problem.detail
            )
        case "title":
            return _("A title shows no values: write it without braces.")
        case "block":
            return _("This would begin a list, a heading or a table of its own. Begin with a word.")
        case "link":
            return _(
                "%(target)s is no link that the source has. Take over its links as they are.",
                target=problem.detail,
            )
        case "long":
            return _("This is too long.")
    return _("Pictures, HTML and single braces are not shown to readers. Write plain words.")
