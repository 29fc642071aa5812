"""The labels that papers of this kind carry, in the order in which they are tried."""

from __future__ import annotations

_NO = r"\s*(?:no|nos|number|num|nr)?\.?\s*(?:\(s\))?"
_NEEDS_NO = r"\s*(?:nos?\b\.?|numbers?|num\b\.?|nr\b\.?|#|№|n°)"

# Longer labels stand before those that they contain.
LABELS: tuple[tuple[str, str], ...] = (
    ("first_request", r"(?:first|earlier|previous|original|initial|last)\s+(?:request|letter)(?:\s+(?:dated|date|of|sent|made))+(?:\s+on)?"),
    (
        "extends",
        rf"(?:(?:your|earlier|previous|prior|original|first|initial)\s+)+(?:preservation\s+)?(?:request|letter|reference|ref|preservation)(?:\s+(?:reference|ref\b\.?|letter|request|number|no\b\.?))*|(?:preservation\s+)?reference\s+of\s+(?:the\s+)?(?:earlier|original|previous)\s+(?:preservation\s+)?request|extends|(?:existing|current)\s+preservation(?:\s+(?:reference|no\.?))?|preservation\s+(?:reference|ref|id|request{_NEEDS_NO}){_NO}",
    ),
    (
        "head_of_agency",
        r"head\s+of\s+(?:the\s+)?(?:requesting\s+)?(?:agency|department|authority|force|police)(?:['’]s)?(?:\s+(?:name|authori[sz]ation|approval|signature))?|(?:written\s+)?authori[sz](?:ed|ation)\s+(?:given\s+)?by|approved\s+(?:and\s+authori[sz]ed\s+)?by|agency\s+head",
    ),
    (
        "case_main",
        rf"(?:(?:agency|police|our|criminal|civil|misc(?:ellaneous|\.)?|court|magistrate(?:\s+judge)?|superior\s+court|grand\s+jury|m\.?j\.?|sw|search\s+warrant)\s+)*(?:case|cause|docket|action|index){_NEEDS_NO}|(?:criminal|misc(?:ellaneous|\.)?|civil)(?:\s+(?:case|action|file))?{_NEEDS_NO}|case(?=\s*:|\s+\S*\d)|docket(?=\s*:|\s+\S*\d)|(?:our|agency|police)\s+file(?:\s*(?:no|number|ref)\b\.?)?|case\s+file|court\s+file{_NEEDS_NO}",
    ),
    (
        "case_paper",
        rf"(?:grand\s+jury|g\.?j\.?)(?:\s+(?:subpoena|matter|file|investigation|case))*{_NEEDS_NO}|(?:administrative\s+|search\s+)?(?:subpoena|warrant|order|summons)(?:\s+(?:control|id))?{_NEEDS_NO}",
    ),
    (
        "case_file",
        rf"(?:(?:police|agency|our|your|internal|fir|crime|investigation|incident|complaint|offen[cs]e|control|file|report|request|mlat|treaty|rogatory|letter|matter|event|cad)\s+)*(?:file|report|investigation|incident|complaint|crime|control|matter|event|request|fir|occurrence){_NEEDS_NO}|(?:our|file|case|agency|police|mlat|request|investigation|central\s+authority|authority)\s+(?:ref(?:erence)?\b\.?)(?:{_NEEDS_NO})?|ref(?:erence)?\b\.?(?:{_NEEDS_NO})?|case\s+id",
    ),
    (
        "returnable",
        r"return(?:able)?(?:\s+(?:date|day|by|on|before))+(?:\s+and\s+time)?|return(?=\s*:)|date\s+(?:and\s+time\s+)?of\s+(?:return|appearance|production|compliance)|(?:response|production|compliance|reply|answer|records?)\s+(?:is\s+|are\s+)?(?:due|required|requested|needed)(?:\s+(?:by|on|date|no\s+later\s+than))*|(?:compliance|production|appearance|response|due)\s+(?:date|deadline)(?:\s+and\s+time)?|deadline(?:\s+for\s+(?:response|production|compliance))?|date\s+(?:and|&)\s+time|date\s*/\s*time|due\s+(?:by|on)?|(?:produce|comply|respond|reply)\s+(?:on\s+or\s+before|by|no\s+later\s+than)|on\s+or\s+before|to\s+be\s+executed\s+(?:on\s+or\s+before|by)|execute\s+(?:on\s+or\s+before|by)",
    ),
    (
        "issuer",
        r"issu(?:ing|ed)\s+(?:court|authority|by|judge|agency|office|officer)|court(?:\s+name)?|name\s+of\s+(?:the\s+)?(?:issuing\s+)?(?:court|authority)|(?:competent|requesting)\s+(?:judicial\s+)?(?:authority|court)|central\s+authority|issued\s+by(?:\s+the)?|in\s+the",
    ),
    (
        "issued",
        r"(?:date\s+)?(?:of\s+)?(?:issu(?:ed|ance|e)|execution|signed|signature|entered|filed)(?:\s+(?:on|date|at))?|issue\s+date|date\s+(?:issued|signed|of\s+(?:issue|issuance|(?:this\s+)?(?:order|request|letter|subpoena|warrant|notice|application)|signing|signature))|dated(?:\s+this)?|date(?:\s+of\s+request)?",
    ),
    (
        "date_range",
        r"(?:(?:relevant|applicable|requested|time|date|reporting|covered)\s+)*(?:date\s+range|period(?:\s+(?:of\s+time|requested|covered|of\s+interest))?|time\s*-?\s*(?:frame|period|range|span)|dates?\s+(?:requested|of\s+records|covered|of\s+interest)|range\s+of\s+dates|window)|for\s+the\s+period",
    ),
    (
        "badge",
        rf"(?:(?:rank|title)\s+(?:and|&|/)\s+)?(?:badge|shield|star|warrant\s+card|collar|service|force|credential|employee|officer|police|agent|rank|id\s+card)(?:\s+(?:id|identification))?(?:\s+(?:no|number|num|nr)s?\b\.?|\s*#|\s+id\b|\s*№)(?:\s*/\s*(?:id|serial)(?:\s+(?:no|number))?\.?)?|(?:badge\s*/\s*)?(?:id|identification)(?:\s+(?:no|number))\b\.?|badge\s*/\s*id|badge|shield(?:\s+no\.?)?|serial{_NEEDS_NO}|staff{_NEEDS_NO}|(?:badge\s*/\s*id|badge\s+or\s+(?:id|identification)){_NO}",
    ),
    (
        "officer_email",
        r"(?:(?:officer|agent|official|agency|work|government|contact|investigator)(?:['’]?s)?\s+)+e-?\s?mail(?:\s+address)?",
    ),
    (
        "officer_phone",
        r"(?:(?:officer|agent|official|agency|work|contact|investigator|office|direct|call-?\s?back|duty|desk)(?:['’]?s)?\s+)+(?:telephone|phone|tel|line|dial|mobile|cell)\b\.?(?:\s+(?:no|number|and\s+extension)\b\.?)?",
    ),
    (
        "account_email",
        r"(?:account|registered|registration|subscriber|associated|user|target|subject)(?:\s+holder)?(?:['’]?s)?\s+e-?mail(?:\s+address)?(?:es)?",
    ),
    (
        "account_phone",
        r"(?:account|registered|registration|subscriber|associated|user|target|subject)(?:\s+holder)?(?:['’]?s)?\s+(?:tele)?phone(?:\s+(?:no\b\.?|numbers?))?",
    ),
    (
        "user_id",
        r"(?:numeric(?:al)?\s+|account\s+|platform\s+|unique\s+)*(?:user\s*-?_?\s?ids?|uids?|account\s+(?:id|identification\s+(?:no\.?|number))|account\s+number|user\s+(?:identification|identity|identifier)(?:\s+(?:no|number)\.?)?|numeric\s+id)(?:\s*(?:no|number)\b\.?)?",
    ),
    (
        "profile_url",
        r"(?:(?:account|profile|user|page|channel)\s+)*(?:profile|account|channel|page|user)\s+(?:urls?|links?|address|page)|urls?\s+of\s+(?:the\s+)?(?:profile|account)|profile",
    ),
    (
        "video_url",
        r"(?:video|post|content|clip)\s*\(?(?:urls?|links?)\)?|urls?\s+of\s+(?:the\s+)?(?:videos?|posts?)|videos?",
    ),
    (
        "username",
        r"(?:(?:tiktok|twitter|account|target|subject|platform|suspect|clipstream)\s+)*(?:user\s*-?\s?names?|screen\s*-?\s?names?|handles?|user\s+handles?|account\s+(?:names?|handles?|identifiers?|holder\s+name)|(?:target|subject)\s+accounts?|accounts?(?:\s+(?:in\s+question|concerned|requested|to\s+be\s+preserved|at\s+issue|of\s+interest|involved))?|identifiers?|display\s+name|vanity\s+name)(?:\(s\))?",
    ),
    ("po_box", r"post\s+office\s+box|p\.?\s?o\.?\s?box(?=\s*[:#])"),
    (
        "address",
        r"(?:(?:officer|agency|street|mailing|office|postal|business|return|work|department|delivery|physical|service)(?:['’]?s)?\s+)*address(?:\s+of\s+(?:agency|officer|office))?(?:\s+for\s+(?:delivery|response|reply|service|production))?",
    ),
    ("email", r"e-?\s?mails?(?:\s+address(?:es)?)?"),
    (
        "phone",
        r"(?:tele)?phones?(?:\s+(?:no|number|nr)s?\b\.?)?(?:\s*(?:/|and|&)\s*ext(?:ension)?\.?)?|tel\b\.?(?:\s+no\b\.?)?|mobile(?:\s+(?:no|number)\.?)?|cell(?:ular)?(?:\s+phone)?|direct(?:\s+(?:line|dial))?|ph\b\.?",
    ),
    ("extension", r"ext(?:ension|n)?\b\.?(?:\s+no\.?)?"),
    ("fax", r"fax(?:\s+(?:no|number))?\.?|facsimile"),
    (
        "officer",
        r"(?:(?:requesting|investigating|case|contact|assigned|reporting|lead|submitting|responsible|seizing|sworn)\s+)+(?:law\s+enforcement\s+)?(?:officer|agent|detective|official|investigator|inspector|prosecutor|person)(?:\s*\(?(?:name|['’]s\s+name)\)?)?|(?:officer|agent|investigator|detective|official|contact|inspector)(?:['’]s)?\s+name|name\s+of\s+(?:the\s+)?(?:(?:requesting|investigating|sworn|case)\s+)*(?:officer|agent|official|investigator|detective)|(?:(?:officer|agent|detective|investigator)(?=\s*[:*])|contact(?:\s+person)?|point\s+of\s+contact|affiant|applicant|poc|attention\s+officer)|(?:requested|submitted|prepared|made|sent)\s+by|name\s+(?:and|&)\s+(?:rank|title)|(?:full|printed|officer)\s+name|rank\s+(?:and|&|/)\s+name|name(?:\s*/\s*(?:rank|title))?",
    ),
    ("title", r"(?:official\s+)?(?:title|rank|position|designation)"),
    (
        "agency",
        r"(?:requesting|investigating|law\s+enforcement|submitting|originating|applicant|foreign)\s+(?:law\s+enforcement\s+)?(?:agency|authority|department|body|organi[sz]ation|force)(?:\s+name)?|agency(?:\s+name)?|name\s+of\s+(?:the\s+)?(?:requesting\s+)?(?:agency|department|authority)|department(?=\s*[:*]|\s*$)|organi[sz]ation(?=\s*[:*]|\s*$)|police\s+force|employer|investigating\s+body|on\s+behalf\s+of",
    ),
    (
        "statute",
        r"(?:(?:legal|statutory|governing|applicable)\s+)*(?:statutes?|authority|authorities|basis|provisions?|law)(?:\s+(?:relied\s+(?:up)?on|invoked|applicable|violated|authorizing))*|legal\s+basis|pursuant\s+to|offen[cs]es?(?:\s+(?:under\s+investigation|charged|alleged|concerned|provisions?))*|charges?|violations?(?:\s+of)?|crime(?:\s+under\s+investigation)?|alleged\s+(?:offen[cs]e|violation)s?",
    ),
    (
        "person_in_danger",
        r"(?:(?:name|identity)\s+of\s+(?:the\s+)?)?(?:person|individual|people|victim|child|minor)s?(?:\(s\))?\s+(?:who\s+(?:is|are)\s+)?(?:in\s+danger|at\s+risk|in\s+jeopardy|under\s+threat|endangered)(?:\s*\(.{0,40}\))?|(?:identity|name)\s+of\s+(?:the\s+)?(?:victim|person|child)(?:\s+in\s+danger)?|who\s+is\s+(?:in\s+danger|at\s+risk)\??|endangered\s+person|victim",
    ),
    (
        "emergency_nature",
        r"(?:nature|description|details?|summary)\s+of\s+(?:the\s+)?(?:emergency|threat|danger|risk|incident)(?:\s+\(.{0,40}\))?|what\s+is\s+(?:the\s+)?(?:the\s+nature\s+of\s+the\s+)?(?:emergency|threat|danger)\??|emergency(?:\s+(?:description|situation|summary))?(?=\s*:)|threat(?=\s*:)|what\s+(?:is\s+happening|has\s+happened|happened)\??",
    ),
    (
        "emergency_harm",
        r"(?:type|kind|nature)\s+of\s+(?:the\s+)?harm|(?:potential|threatened|expected|anticipated)\s+harm|harm(?:\s+feared)?|what\s+harm\b.{0,30}",
    ),
    (
        "emergency_why",
        r"(?:(?:explain|reasons?|explanation\s+of|state|describe)\s+)?(?:why|how)\s+(?:the\s+|this\s+)?(?:information|disclosure|data|records?|immediate\s+disclosure|the\s+requested\s+(?:information|data))\s+.{0,60}?(?:necessary|needed|help|avert|prevent|required|assist)\w*(?:\s+(?:now|to\s+\w+\s+(?:the\s+)?(?:emergency|harm|danger)|in\s+\w+\s+the\s+\w+|without\s+delay|immediately))?\??|necessity(?:\s+of\s+disclosure)?|why\s+(?:now|necessary|needed|urgent)\??|reasons?\s+for\s+(?:urgency|immediate\s+disclosure|necessity)|how\s+(?:it|they)\s+will\s+help",
    ),
    (
        "emergency_information",
        r"(?:details?\s+of\s+(?:the\s+)?)?(?:specific\s+)?(?:information|data|records?)\s+(?:requested|sought|needed|required|necessary)|(?:specific|requested)\s+(?:information|data|records?)(?:\s+(?:requested|sought|needed))?|what\s+(?:specific\s+)?(?:information|data)\b.{0,40}\??|information\s+we\s+(?:need|request)",
    ),
    (
        "emergency_other",
        r"(?:any\s+)?(?:other|further|additional)\s+(?:relevant\s+|pertinent\s+|known\s+)?(?:circumstances?|details?|information|facts?|remarks?)(?:\s+.{0,40}?)?(?=\s*[:?]|\s*$)|anything\s+else\b.{0,30}",
    ),
    (
        "steps",
        r"(?:legal\s+)?(?:steps|process)\s+(?:being\s+|to\s+be\s+)?(?:taken|sought|pursued|obtained)(?:\s+to\s+obtain\s+(?:legal\s+)?process)?|(?:steps|measures|action)\s+.{0,30}?to\s+obtain\s+.{0,30}?(?:process|order|warrant)|(?:anticipated|forthcoming|pending|intended)\s+(?:legal\s+)?process",
    ),
    (
        "nondisclosure",
        r"(?:non-?\s?disclosure|confidentiality|no-?\s?notice|secrecy|notice\s+to\s+(?:the\s+)?(?:account\s+holder|user|subscriber)|delayed\s+notice)(?:\s+(?:order|period|until|request(?:ed)?|requirement|clause|expires|ends))*",
    ),
    (
        "data",
        r"(?:records|data|items|information|documents|material|things|categories(?:\s+of\s+data)?|data\s+categor(?:y|ies))(?:\s+(?:to\s+be\s+(?:produced|preserved|disclosed|searched|seized|provided)|requested|sought|demanded|required|wanted))?",
    ),
    (
        "to",
        r"to|attention|attn\.?|addressed\s+to|recipient|from|via|re|subject|cc|custodian(?:\s+of\s+records)?|provider|service\s+provider|platform|telefax|website|web|signature|signed|place|time|entity|kind|type(?:\s+of\s+(?:request|process))?|status|priority|form|language|city|state|zip(?:\s+code)?|country|jurisdiction|unit|division|url|urls|sincerely|respectfully|supervisor|judge|clerk|treaty|age|location|attachments?|enclosures?|page",
    ),
)
