"""One article in: known already? read, match with known deals, keep as draft, publish in one transaction.

Ties reading, store, fetch and merging together, and knows nothing of how it was asked for. Reading, fetching and the
opening of files (`desk`) happen before any transaction; what they found is matched inside it (`placing`), for other
articles may have come in between. `drafts` are what a person sees before it counts; `loading` does without.
`editing` puts a draft right; `correcting` is what people set right by hand later, `suggesting` what members propose for
that, `reasons` why a deal is what it is.
"""

from bot.intake.correcting import Corrected, correct, merge, split, undo
from bot.intake.desk import Desk, marks_of, open_in_thread
from bot.intake.drafts import UNDO_LIFE, Draft, Published, bring_back, discard, draft, get_draft, publish, remove
from bot.intake.editing import edit, edited, leave_out, mark_of, value_of
from bot.intake.loading import Loaded, files_of, load
from bot.intake.looking import Looked, look
from bot.intake.placing import Matched
from bot.intake.reasons import Decision, reasons_for, why_apart
from bot.intake.rereading import Change, Reread, reread, reread_all
from bot.intake.suggesting import accept, refuse, suggest

__all__ = [
    "UNDO_LIFE",
    "Change",
    "Corrected",
    "Decision",
    "Desk",
    "Draft",
    "Loaded",
    "Looked",
    "Matched",
    "Published",
    "Reread",
    "accept",
    "bring_back",
    "correct",
    "discard",
    "draft",
    "edit",
    "edited",
    "files_of",
    "get_draft",
    "leave_out",
    "load",
    "look",
    "mark_of",
    "marks_of",
    "merge",
    "open_in_thread",
    "publish",
    "reasons_for",
    "refuse",
    "remove",
    "reread",
    "reread_all",
    "split",
    "suggest",
    "undo",
    "value_of",
    "why_apart",
]
