"""The confined process that recognises: one page's picture becomes words with places and how sure each is.

The models come with the library and are loaded before the walls go up; so are the threads that they use.
"""

from __future__ import annotations

import json
import math
from io import BytesIO
from typing import Any

from writdesk.documents.confined.page_picture import page_picture
from writdesk.documents.confined.serving import serve
from writdesk.documents.confined.tick_boxes import with_boxes
from writdesk.documents.inspection import MIB, Limits
from writdesk.documents.media_types import PDF, TIFF

# The models, and what one page of them needs while it is read; measured, see docs/reading.md.
MEMORY = 4096 * MIB
THREADS = 2
DETECTION_SIDE = 1344
MOST_LINES = 600
_TALL = 1.5
_VOTERS = 12
_JUDGES = 5

_ENGINE: list[Any] = []


def main() -> None:
    """Serve until the desk closes the pipe."""
    serve(_warm_up, recognise, memory=MEMORY)


def recognise(job: dict[str, Any], content: bytes, limits: Limits) -> bytes:
    """The page's words as JSON; ``{"fault": code}`` for what cannot be read."""
    try:
        dots = page_picture(job["media_type"], content, int(job["page"]), limits)
        return json.dumps(read_dots(dots)).encode()
    except (MemoryError, RecursionError):
        return b'{"fault": "too_complex"}'
    except Exception:
        # The libraries raise whatever they like over damaged bytes.
        return b'{"fault": "unreadable"}'


def read_dots(dots: Any) -> dict[str, Any]:
    """Words with places as fractions of the page; by how many degrees the page lies turned, and its skew."""
    import numpy

    high, wide = dots.shape[:2]
    upright, boxes, turn = _upright(dots)
    if boxes is None:
        return {"size": [wide, high], "turn": 0, "skew": 0.0, "words": []}
    lines = _lines(upright, boxes[:MOST_LINES])
    skew = float(numpy.median([_slope(box) for box in boxes]))
    lines = with_boxes(upright, lines)
    words = [
        [text, *_turned_back(box, upright.shape, turn), round(score, 3), number]
        for number, line in enumerate(lines)
        for text, score, box in line
    ]
    return {
        "size": [wide, high],
        "turn": turn,
        "skew": round(skew, 5),
        "words": words,
        "left_out": max(0, len(boxes) - MOST_LINES),
    }


def _upright(dots: Any) -> tuple[Any, Any, int]:
    """The picture turned so that its lines run from left to right, with the lines' places and the turn."""
    import numpy

    boxes = _engine().text_det(dots).boxes
    if boxes is None:
        return dots, None, 0
    turn = 0
    if _mostly_tall(boxes):
        dots, turn = numpy.ascontiguousarray(numpy.rot90(dots)), 90
        boxes = _engine().text_det(dots).boxes
        if boxes is None:
            return dots, None, 0
    if _is_upside_down(dots, boxes):
        dots, turn = numpy.ascontiguousarray(numpy.rot90(dots, 2)), turn + 180
        boxes = _engine().text_det(dots).boxes
    return dots, boxes, turn


def _mostly_tall(boxes: Any) -> bool:
    wide = tall = 0.0
    for box in boxes:
        across, down = math.dist(box[0], box[1]), math.dist(box[0], box[3])
        wide += across if across > _TALL * down else 0
        tall += down if down > _TALL * across else 0
    return tall > 1.5 * wide


def _is_upside_down(dots: Any, boxes: Any) -> bool:
    """The vote of the longest lines."""
    import numpy

    longest = sorted(boxes, key=lambda box: -math.dist(box[0], box[1]))[:_VOTERS]
    crops = _engine().crop_text_regions(dots, longest)
    answers = _engine().text_cls(crops).cls_res
    if sum(float(score) * (1 if label == "180" else -1) for label, score in answers) <= 0:
        return False
    # The vote is cheap and errs with small print; what reads better decides.
    few = crops[:_JUDGES]
    return _legibility([numpy.rot90(crop, 2).copy() for crop in few]) > _legibility(few)


def _legibility(crops: list[Any]) -> float:
    from rapidocr.ch_ppocr_rec import TextRecInput

    return float(sum(_engine().text_rec(TextRecInput(img=crops)).scores))


def _lines(dots: Any, boxes: Any) -> list[list[tuple[str, float, Any]]]:
    """The words of each line: text, how sure, four corners."""
    from rapidocr.ch_ppocr_rec import TextRecInput

    engine = _engine()
    crops = engine.crop_text_regions(dots, boxes)
    read = engine.text_rec(TextRecInput(img=crops, return_word_box=True))
    kept = [place for place, text in enumerate(read.txts) if text.strip() and read.word_results[place]]
    if not kept:
        return []
    read.txts = tuple(read.txts[place] for place in kept)
    read.scores = tuple(read.scores[place] for place in kept)
    read.word_results = tuple(read.word_results[place] for place in kept)
    words = engine.calc_word_boxes([crops[place] for place in kept], boxes[kept], read)
    return [
        [(text, min(float(score), float(whole)), box) for text, score, box in line]
        for line, whole in zip(words, read.scores, strict=True)
    ]


def _slope(box: Any) -> float:
    return math.atan2(float(box[1][1] - box[0][1]), float(box[1][0] - box[0][0]))


def _turned_back(box: Any, shape: Any, turn: int) -> list[float]:
    """The place on the page as it came: left, top, right, bottom as fractions."""
    high, wide = shape[:2]
    xs, ys = [float(x) / wide for x, _ in box], [float(y) / high for _, y in box]
    left, top, right, bottom = min(xs), min(ys), max(xs), max(ys)
    if turn >= 180:
        left, top, right, bottom = 1 - right, 1 - bottom, 1 - left, 1 - top
    if turn % 180:
        left, top, right, bottom = 1 - bottom, left, 1 - top, right
    return [round(min(1.0, max(0.0, edge)), 5) for edge in (left, top, right, bottom)]


def _engine() -> Any:
    if not _ENGINE:
        _ENGINE.append(_new_engine())
    return _ENGINE[0]


def _new_engine() -> Any:
    import cv2
    from rapidocr import RapidOCR

    _wait_without_spinning()
    # No thread can be started behind the walls; OpenCV would try.
    cv2.setNumThreads(1)
    engine: Any = RapidOCR(
        params={
            "Global.log_level": "critical",
            "EngineConfig.onnxruntime.intra_op_num_threads": THREADS,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            "EngineConfig.onnxruntime.enable_cpu_mem_arena": False,
            "Det.limit_type": "max",
            "Det.limit_side_len": DETECTION_SIDE,
        }
    )
    engine._load_det_model()
    engine._load_cls_model()
    engine._load_rec_model()
    return engine


def _wait_without_spinning() -> None:
    """Threads that wait for each other sleep instead of counting: on a busy machine a page costs half."""
    from rapidocr.inference_engine.onnxruntime.main import OrtInferSession

    session: Any = OrtInferSession
    options = session._init_sess_opts

    def quiet(settings: Any) -> Any:
        found = options(settings)
        found.add_session_config_entry("session.intra_op.allow_spinning", "0")
        return found

    session._init_sess_opts = staticmethod(quiet)


def _warm_up() -> None:
    """One page of each kind, upright, turned and empty, before the walls go up."""
    from PIL import Image, ImageDraw

    from writdesk.documents.confined.read_work import page_with_text

    limits = Limits()
    recognise({"media_type": PDF, "page": 1}, page_with_text(), limits)
    sheet = Image.new("L", (420, 200), 255)
    pen = ImageDraw.Draw(sheet)
    for line in range(2):
        pen.text((20, 30 + 60 * line), "Case No. 26-1234 of the court", fill=0, font_size=28)
    for angle in (0, 90, 180):
        sink = BytesIO()
        sheet.rotate(angle, expand=True).save(sink, "TIFF")
        recognise({"media_type": TIFF, "page": 1}, sink.getvalue(), limits)
    for kind in ("PNG", "JPEG"):
        sink = BytesIO()
        Image.new("RGB", (64, 64), "white").save(sink, kind)
        recognise({"media_type": f"image/{kind.lower()}", "page": 1}, sink.getvalue(), limits)
