"""Draws the films and pictures that Clipstream's account holders upload."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from random import Random

from writdesk.demo.clipstream.webm import FRAMES_A_SECOND, cluster, film, key_frame

WIDTH, HEIGHT = 180, 320
CLIPS = 40

_Colour = tuple[int, int, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Clip:
    """A drawn scene that many uploads share; only the title differs from upload to upload."""

    body: bytes
    duration_ms: int
    thumbnail: bytes

    def upload(self, title: str) -> bytes:
        """The WebM file of one upload."""
        return film(self.body, title=title, width=WIDTH, height=HEIGHT, duration_ms=self.duration_ms)


def draw_clips(random: Random, how_many: int = CLIPS) -> list[Clip]:
    """Draw the scenes. About 1.5 ms a frame."""
    return [_draw_clip(random, number) for number in range(how_many)]


def draw_photo(random: Random) -> bytes:
    """A profile photo: a face of sorts, as JPEG."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (96, 96), _colour(random))
    draw = ImageDraw.Draw(image)
    draw.ellipse((20, 12, 76, 84), fill=_colour(random))
    for x in (36, 54):
        draw.ellipse((x, 36, x + 7, 44), fill=(20, 20, 20))
    draw.arc((34, 46, 62, 70), 15, 165, fill=(20, 20, 20), width=3)
    return _saved(image, "JPEG", quality=70)


def _draw_clip(random: Random, number: int) -> Clip:
    sky, ball, ground = _colour(random), _colour(random), _colour(random)
    frames = random.randint(14, 34)
    bounces = random.uniform(0.5, 2.5)
    pictures = [_picture(number, at / frames, bounces, (sky, ball, ground)) for at in range(frames)]
    webps = [_saved(picture, "WEBP", quality=45, method=0) for picture in pictures]
    return Clip(
        body=cluster([key_frame(webp) for webp in webps]),
        duration_ms=frames * 1000 // FRAMES_A_SECOND,
        thumbnail=_saved(pictures[0], "JPEG", quality=60),
    )


def _picture(number: int, phase: float, bounces: float, colours: tuple[_Colour, _Colour, _Colour]):  # type: ignore[no-untyped-def]
    """One frame: a ball that bounces through a landscape, and the scene's number."""
    from PIL import Image, ImageDraw

    sky, ball, ground = colours
    image = Image.new("RGB", (WIDTH, HEIGHT), sky)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 230, WIDTH, HEIGHT), fill=ground)
    x = int(phase * (WIDTH - 40))
    y = int(190 - 130 * abs(math.sin(phase * bounces * math.pi)))
    draw.ellipse((x, y, x + 40, y + 40), fill=ball)
    draw.text((10, 290), f"Clipstream scene {number:02d}", fill=(255, 255, 255))
    return image


def _saved(image, form: str, **options: int) -> bytes:  # type: ignore[no-untyped-def]
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()


def _colour(random: Random) -> _Colour:
    return (random.randint(30, 220), random.randint(30, 220), random.randint(30, 220))
