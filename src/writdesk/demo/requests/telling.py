"""Plays the stories on the desk: each request arrives, and each step is done, by the action itself."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import date, datetime

from writdesk.actions.actor import Actor
from writdesk.actions.intake.receive_request import receive_request
from writdesk.actions.intake.uploads import Upload
from writdesk.actions.people.sign_in import use_sign_in_link
from writdesk.demo.mail.post import Post
from writdesk.demo.mail.telling import Postman
from writdesk.demo.officer import link_token, officer_link
from writdesk.demo.requests.forms import form_of
from writdesk.demo.requests.letters import file_name_of, letter_of
from writdesk.demo.requests.story import Step, Story
from writdesk.demo.requests.timetable import Moment, timetable
from writdesk.demo.requests.verbs import VERBS, Scene
from writdesk.demo.requests.working import work
from writdesk.store.people import Person

Say = Callable[[str], None]
EVERY = 10
# Who enters what comes by mail, fax or post.
INTAKE = "analyst2"
PORTAL = "portal"


class Telling:
    """The stories under way: which request each has become, and which officers have signed in."""

    def __init__(
        self, stories: Sequence[Story], now: datetime, say: Say, *, posts: Sequence[Post] = ()
    ) -> None:
        self._stories = stories
        self._posts = posts
        self._postman = Postman()
        self._now = now
        self._say = say
        self._references: dict[str, str] = {}
        self._officers: dict[str, Actor] = {}

    def play(self) -> int:
        """Play everything in the order of time. Returns how many stories there were."""
        for moment in timetable([*self._stories, *self._posts], self._now):
            try:
                self._happen(moment)
            except Exception as fault:
                fault.add_note(f"in the story {moment.story.id}, at {moment.step or 'its arrival'}")
                raise
        return len(self._stories)

    def _happen(self, moment: Moment) -> None:
        if isinstance(moment.story, Post):
            self._post(moment.story, moment.step, moment.at)
        elif moment.step is None:
            self._arrive(moment.story, moment.at)
        else:
            self._act(moment.story, moment.step, moment.at)
        work(moment.at)

    def _post(self, post: Post, step: Step | None, at: datetime) -> None:
        if step is not None:
            self._postman.act(post, step, by=_staff(step.who), at=at)
            return
        self._postman.bring(post, about=self._reference_of(post.about), at=at)

    def _reference_of(self, about: str) -> str:
        """The reference of a story, or of what a post became."""
        if not about or about in self._references:
            return self._references.get(about, "")
        return self._postman.became(about)

    def _arrive(self, story: Story, at: datetime) -> None:
        is_portal = story.channel == PORTAL
        by = self._officer(story.by.email, at) if is_portal else _staff(INTAKE)
        request = receive_request(
            document=form_of(story, received_on=at.date(), today=self._now.date()),
            uploads=[self._letter(story, at.date())],
            by=by,
            at=at,
            submission=f"demo-{story.id}",
            provider=story.provider,
            officer=by.somebody.officer if is_portal else None,
        )
        self._references[story.id] = request.reference
        if len(self._references) % EVERY == 0:
            self._say(f"  {len(self._references)} of {len(self._stories)} have arrived …")

    def _letter(self, story: Story, received_on: date) -> Upload:
        form = form_of(story, received_on=received_on, today=self._now.date())
        return Upload(name=file_name_of(story), source=io.BytesIO(letter_of(story, form, received_on)))

    def _act(self, story: Story, step: Step, at: datetime) -> None:
        by = self._officers[story.by.email] if step.who == "officer" else _staff(step.who)
        reference = self._references[story.id]
        VERBS[step.verb](Scene(story=story, reference=reference, by=by, at=at, says=step.says))

    def _officer(self, email: str, at: datetime) -> Actor:
        """The officer, signed in by the link to the mailbox; once is enough for a story."""
        if email not in self._officers:
            person = use_sign_in_link(link_token(officer_link(email, at)), at=at)
            self._officers[email] = Actor(person=person)
        return self._officers[email]


def _staff(username: str) -> Actor:
    return Actor(person=Person.objects.get(username=username))
