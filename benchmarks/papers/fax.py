"""A page as a fax machine hands it on: one bit a dot, coarse, askew, speckled, with its header line."""

from __future__ import annotations

import io
import time
import zlib
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageDraw, ImageFilter, ImageFont


@dataclass(frozen=True, kw_only=True)
class Quality:
    """Dots an inch across and down, and the file that holds them."""

    across: int
    down: int
    suffix: str


FINE_TIFF = Quality(across=204, down=196, suffix=".tif")
FINE_PDF = Quality(across=204, down=196, suffix=".pdf")
SQUARE_PDF = Quality(across=200, down=200, suffix=".pdf")
STANDARD_TIFF = Quality(across=204, down=98, suffix=".tif")
PICTURE = Quality(across=200, down=200, suffix=".png")
QUALITIES = (FINE_TIFF, SQUARE_PDF, FINE_PDF, PICTURE)


def quality_for(pdf: bytes, number: int) -> Quality:
    """Each kind in its turn; a picture holds one page, so longer papers go as a PDF."""
    quality = QUALITIES[(number + number // len(QUALITIES)) % len(QUALITIES)]
    return FINE_PDF if quality is PICTURE and len(pdfium.PdfDocument(pdf)) > 1 else quality


def fax(pdf: bytes, name: str, quality: Quality) -> bytes:
    """The whole document sent by fax; the same name gives the same dots."""
    random = np.random.default_rng(zlib.crc32(name.encode()))
    document = pdfium.PdfDocument(pdf)
    count = len(document)
    pages = [_page(document[n], n + 1, count, quality, random) for n in range(count)]
    written = io.BytesIO()
    rest: dict[str, Any] = {"save_all": True, "append_images": pages[1:]}
    if quality.suffix == ".png":
        pages[0].save(written, "PNG", dpi=(quality.across, quality.down))
    elif quality.suffix == ".tif":
        pages[0].save(written, "TIFF", compression="group4", dpi=(quality.across, quality.down), **rest)
    else:
        then = time.gmtime(0)
        pages[0].save(written, "PDF", resolution=quality.across, creationDate=then, modDate=then, **rest)
    return written.getvalue()


def _page(page: Any, number: int, count: int, quality: Quality, random: np.random.Generator) -> Image.Image:
    grey = page.render(scale=quality.across / 72, grayscale=True).to_pil().convert("L")
    header = (
        f"2026-11-19 {8 + number:02d}:14   FROM: RECORDS FAX 2   TO: 15550100   P. {number:03d}/{count:03d}"
    )
    ImageDraw.Draw(grey).text((60, 8), header, fill=0, font=ImageFont.load_default(size=24))
    angle = float(random.uniform(0.3, 1.6) * random.choice([-1, 1]))
    grey = grey.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255)
    grey = grey.resize((grey.width, round(grey.height * quality.down / quality.across)))
    grey = grey.filter(ImageFilter.GaussianBlur(0.5))
    dots = np.asarray(grey, dtype=np.float32) + random.normal(0, 22, (grey.height, grey.width))
    black = dots < 150
    black = _speckled(black, random)
    image = Image.fromarray(np.where(black, 0, 255).astype(np.uint8)).convert("1", dither=Image.Dither.NONE)
    return image if quality.suffix == ".tif" else image.resize((image.width, page_height(image, quality)))


def page_height(image: Image.Image, quality: Quality) -> int:
    """A PDF knows one resolution: the rows are stretched until dots are square."""
    return round(image.height * quality.across / quality.down)


def _speckled(black: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Specks, a few larger blots, and one or two lines that never arrived."""
    height, width = black.shape
    black = black | (random.random(black.shape) < 0.0008)
    for _ in range(int(random.integers(10, 40))):
        row, column = int(random.integers(height - 3)), int(random.integers(width - 3))
        black[row : row + 2, column : column + 3] = True
    for _ in range(int(random.integers(1, 4))):
        row = int(random.integers(height))
        black[row : row + 1] = False
    return black
