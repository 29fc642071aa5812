# ruff: noqa: E501 - an element is read as one line
"""The parts of the Word document that every form has alike, and the pieces that its body is made of."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org"
_W = f'xmlns:w="{_OFFICE}/wordprocessingml/2006/main"'
NAMESPACES = (
    f'{_W} xmlns:r="{_OFFICE}/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" mc:Ignorable="w14"'
)
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
CONTENT_TYPES = (
    f'{_HEAD}<Types xmlns="{_OFFICE}/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
    f'<Override PartName="/word/settings.xml" ContentType="{_TYPE}.settings+xml"/>'
    f'<Override PartName="/word/footer1.xml" ContentType="{_TYPE}.footer+xml"/>'
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    "</Types>"
)
RELATIONSHIPS = (
    f'{_HEAD}<Relationships xmlns="{_OFFICE}/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    "</Relationships>"
)
DOCUMENT_RELATIONSHIPS = (
    f'{_HEAD}<Relationships xmlns="{_OFFICE}/package/2006/relationships">'
    + "".join(
        f'<Relationship Id="rId{place}" Type="{_OFFICE}/officeDocument/2006/relationships/{kind}" Target="{kind}{number}.xml"/>'
        for place, (kind, number) in enumerate((("styles", ""), ("settings", ""), ("footer", "1")), 1)
    )
    + "</Relationships>"
)
SETTINGS = (
    f"{_HEAD}<w:settings {_W}>"
    '<w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    "</w:compat></w:settings>"
)
_SERIF = '<w:rFonts w:ascii="Georgia" w:hAnsi="Georgia" w:cs="Times New Roman"/>'
_SANS = '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Arial"/>'


def _style(name: str, spacing: str, words: str, *, based_on: str = "Normal", more: str = "") -> str:
    shown = {"Title": "Title", "Heading1": "heading 1", "Heading2": "heading 2"}.get(name, name)
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{shown}"/>'
        f'<w:basedOn w:val="{based_on}"/><w:qFormat/><w:pPr>{more}{spacing}</w:pPr><w:rPr>{words}</w:rPr></w:style>'
    )


def _space(before: int, after: int) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="240" w:lineRule="auto"/>'


def _size(half_points: int, *, colour: str = "1C2733", bold: bool = False, italic: bool = False) -> str:
    strong = ("<w:b/>" if bold else "") + ("<w:i/>" if italic else "")
    return f'{strong}<w:color w:val="{colour}"/><w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


_LINE = '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="{colour}"/></w:pBdr>'
_SHADE = '<w:shd w:val="clear" w:color="auto" w:fill="F2F5F8"/>'
_DASHED = "".join(
    f'<w:{side} w:val="dashed" w:sz="6" w:space="6" w:color="55606B"/>'
    for side in ("top", "left", "bottom", "right")
)


def styles(language: str) -> str:
    """The styles; ``language`` is that of the guideline."""
    return (
        f'{_HEAD}<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr>{_SANS}{_size(20)}<w:lang w:val="{language}"/>'
        f"</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>{_space(0, 0)}</w:pPr></w:pPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
        '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr></w:style>"
        '<w:style w:type="character" w:styleId="PlaceholderText"><w:name w:val="Placeholder Text"/><w:rPr>'
        '<w:color w:val="767F88"/></w:rPr></w:style>'
        + _style("Letterhead", _space(0, 0), _size(20), more=f"<w:pBdr>{_DASHED}</w:pBdr>")
        + _style("Title", _space(320, 0), _SERIF + _size(42, bold=True), more="<w:keepNext/>")
        + _style("Subtitle", _space(0, 160), _SERIF + _size(22), more="<w:keepNext/>")
        + _style(
            "Heading1",
            _space(300, 60),
            _SERIF + _size(26, bold=True, colour="1D4E79"),
            more="<w:keepNext/>" + _LINE.format(colour="1D4E79"),
        )
        + _style("Heading2", _space(140, 20), _size(20, bold=True), more="<w:keepNext/>")
        + _style("Label", _space(60, 40), _size(18, bold=True), more="<w:keepNext/>")
        + _style("Blank", _space(0, 0), _size(20), more=_LINE.format(colour="55606B") + _SHADE)
        + _style("Tick", _space(60, 40), _size(19, bold=True))
        + _style("Sentence", _space(60, 20), _SERIF + _size(15, italic=True, colour="55606B"))
        + _style("Advice", _space(60, 20), _size(18, bold=True))
        + _style("Hint", _space(20, 20), _size(16, colour="55606B"))
        + _style("Gap", '<w:spacing w:before="0" w:after="0" w:line="80" w:lineRule="exact"/>', _size(4))
        + _style("Footer", _space(0, 0), _size(15, colour="55606B"))
        + "</w:styles>"
    )


def core_properties(title: str, creator: str, day: str, language: str) -> str:
    """Title, author and language, as readers of screens say them."""
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_OFFICE}/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(creator)}</dc:creator>"
        f"<dc:language>{escape(language)}</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{day}T12:00:00Z</dcterms:created></cp:coreProperties>'
    )


def part(root: str, content: str) -> str:
    """A whole part: ``document`` or ``ftr``."""
    return f"{_HEAD}<w:{root} {NAMESPACES}>{content}</w:{root}>"


def run(words: str, style: str = "") -> str:
    """Words as they are."""
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def paragraph(style: str, *content: str, more: str = "") -> str:
    """A paragraph of runs and controls."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{"".join(content)}</w:p>'


def control(
    *,
    tag: str,
    name: str,
    number: int,
    kind: str,
    content: str,
    is_empty: bool = True,
    lock: str = "sdtLocked",
) -> str:
    """A control within a paragraph. It is not deleted by accident; what stands in it can be changed."""
    empty = "<w:showingPlcHdr/>" if is_empty else ""
    return (
        f"<w:sdt><w:sdtPr><w:alias w:val={quoteattr(name[:64])}/><w:tag w:val={quoteattr(tag)}/>"
        f'<w:id w:val="{number}"/><w:lock w:val="{lock}"/>{empty}{kind}</w:sdtPr>'
        f"<w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )


def table(widths: list[int], cells: list[str], *, is_level: bool) -> str:
    """One row without lines; widths in twentieths of a point. What is level begins at the top, all else ends below."""
    stand = "top" if is_level else "bottom"
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    row = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:tcMar><w:right w:w="160" w:type="dxa"/></w:tcMar>'
        f'<w:vAlign w:val="{stand}"/></w:tcPr>{cell}</w:tc>'
        for width, cell in zip(widths, cells, strict=True)
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>{row}</w:tr></w:tbl>"
    )
