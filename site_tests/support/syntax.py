"""Read code of the SDK's three languages by tree-sitter."""

from __future__ import annotations

import re
from collections.abc import Iterator

import tree_sitter_cpp
import tree_sitter_java
import tree_sitter_objc
from tree_sitter import Language, Node, Parser

GRAMMARS = {"cpp": tree_sitter_cpp, "java": tree_sitter_java, "objc": tree_sitter_objc}
PARSERS = {id_: Parser(Language(grammar.language())) for id_, grammar in GRAMMARS.items()}


def nodes(platform: str, code: str) -> Iterator[Node]:
    """Yield the syntax tree of code, without its comments."""
    waiting = [PARSERS[platform].parse(code.encode()).root_node]
    while waiting:
        node = waiting.pop()
        if node.type != "comment":
            yield node
            waiting += node.children


def text(node: Node | None) -> str:
    assert node and node.text
    return node.text.decode()


def selector(node: Node, words: list[Node]) -> str:
    """Return a selector of Objective-C, from the words of a message or of a method's head."""
    takes = any(child.type in (":", "method_parameter") for child in node.children)
    return "".join(text(word) + ":" * takes for word in words)


def declared(platform: str, code: str) -> set[str]:
    """Return the types and functions that the code itself declares; callbacks are among them."""
    names = set()
    for node in nodes(platform, code):
        match node.type:
            case (
                "class_declaration" | "class_specifier" | "struct_specifier" | "method_declaration"
            ) if name := node.child_by_field_name("name"):
                names.add(text(name))
            case "function_declarator":
                names.add(text(node.child_by_field_name("declarator")))
            case "class_interface":
                names.add(text(node.children[1]))
            case "method_declaration" | "method_definition":
                words = [child for child in node.children if child.type == "identifier"]
                names.add(selector(node, words))
    return names


def types(platform: str, code: str) -> set[str]:
    """Return the types that the code names."""
    return {text(node) for node in nodes(platform, code) if node.type == "type_identifier"}


def called(platform: str, code: str) -> set[str]:
    """Return the functions that the code calls."""
    names = set()
    for node in nodes(platform, code):
        match node.type:
            case "method_invocation":
                names.add(text(node.child_by_field_name("name")))
            case "message_expression":
                names.add(selector(node, node.children_by_field_name("method")))
            case "call_expression":
                name = text(node.child_by_field_name("function")).split("<")[0]
                names.add(re.split(r"::|\.|->", name)[-1])
    return names
