"""The terms of Dublin Core: refinements of its elements, as dates of each kind.

Source: https://www.dublincore.org/specifications/dublin-core/dcmi-terms/.
"""

from feeds.verify.values.iso_dates import check_w3cdtf_date
from feeds.verify.vocabulary import ENTRY, FEED, RESOURCE, Content, Row, Vocabulary, under

_DATES = ("created", "issued", "modified", "dateAccepted", "dateCopyrighted", "dateSubmitted")
# Periods, which may have a beginning and an end.
_PERIODS = ("available", "valid", "temporal")
_OTHERS = (
    "abstract accessRights accrualMethod accrualPeriodicity accrualPolicy alternative audience"
    " bibliographicCitation conformsTo contributor coverage creator date description educationLevel"
    " extent format hasFormat hasPart hasVersion identifier instructionalMethod isFormatOf isPartOf"
    " isReferencedBy isReplacedBy isRequiredBy isVersionOf language license mediator medium"
    " provenance publisher references relation replaces requires rights rightsHolder source spatial"
    " subject tableOfContents title type"
).split()

VOCABULARY = Vocabulary(
    prefix="dcterms",
    namespace="http://purl.org/dc/terms/",
    source="DCMI Metadata Terms, https://www.dublincore.org/specifications/dublin-core/dcmi-terms/",
    rows=under(
        (*FEED, *ENTRY, *RESOURCE, "media:content", "media:group"),
        *(Row(name, value=check_w3cdtf_date) for name in _DATES),
        *(Row(name, most=None) for name in _PERIODS),
        *(Row(name, most=None, content=Content.MARKUP, any_attributes=True) for name in _OTHERS),
    ),
)
