"""A page as a package that learning platforms take: SCORM 1.2."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

MANIFEST = "imsmanifest.xml"
CONTENT = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
SCORM = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The time of each file in a package, so that the same files make the same package."""
PACKED = {".html", ".css", ".js", ".xml", ".vtt"}
"""What is worth packing: films and pictures are packed already."""


def manifest(identifier: str, title: str, start: str, files: list[str]) -> bytes:
    """What a package holds and where it starts, as XML.

    Args:
        identifier: of the package: letters, digits and hyphens, beginning with a letter.
        title: of the lesson.
        start: the file that a platform opens.
        files: all there are.
    """
    ET.register_namespace("", CONTENT)
    ET.register_namespace("adlcp", SCORM)
    root = ET.Element(_of(CONTENT, "manifest"), {"identifier": identifier, "version": "1.0"})
    about = ET.SubElement(root, _of(CONTENT, "metadata"))
    ET.SubElement(about, _of(CONTENT, "schema")).text = "ADL SCORM"
    ET.SubElement(about, _of(CONTENT, "schemaversion")).text = "1.2"
    organized = {"default": f"{identifier}-course"}
    courses = ET.SubElement(root, _of(CONTENT, "organizations"), organized)
    course = ET.SubElement(
        courses, _of(CONTENT, "organization"), {"identifier": f"{identifier}-course"}
    )
    ET.SubElement(course, _of(CONTENT, "title")).text = title
    item = {"identifier": f"{identifier}-item", "identifierref": f"{identifier}-page"}
    lesson = ET.SubElement(course, _of(CONTENT, "item"), item)
    ET.SubElement(lesson, _of(CONTENT, "title")).text = title
    resources = ET.SubElement(root, _of(CONTENT, "resources"))
    page = {"identifier": f"{identifier}-page", "type": "webcontent", "href": start}
    resource = ET.SubElement(
        resources, _of(CONTENT, "resource"), {**page, _of(SCORM, "scormtype"): "sco"}
    )
    for name in files:
        ET.SubElement(resource, _of(CONTENT, "file"), {"href": name})
    ET.indent(root)
    text: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return text + b"\n"


def pack(to: Path, identifier: str, title: str, files: Mapping[str, Path]) -> None:
    """Write a package of some files, by their names in it; the first is what a platform opens."""
    names = list(files)
    with zipfile.ZipFile(to, "w") as package:
        about = manifest(identifier, title, names[0], names)
        package.writestr(_entry(MANIFEST), about, zipfile.ZIP_DEFLATED)
        for name, path in files.items():
            how = zipfile.ZIP_DEFLATED if path.suffix in PACKED else zipfile.ZIP_STORED
            entry = _entry(name)
            entry.compress_type, entry.file_size = how, path.stat().st_size
            with path.open("rb") as source, package.open(entry, "w") as target:
                while block := source.read(2**20):
                    target.write(block)


def _of(space: str, name: str) -> str:
    return f"{{{space}}}{name}"


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, LONG_AGO)
    entry.external_attr = 0o644 << 16
    return entry
