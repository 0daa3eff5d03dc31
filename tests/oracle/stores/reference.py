"""Reads the JSON examples of the reference texts, which are written for people: comments, trailing and missing commas, names without quotes or values,
"..." for what is left out, members without braces around them, and (in the text of the meeting) no line ends, so that a comment ends where a
member begins."""
import json
import re

LEFT_OUT = type("LeftOut", (), {"__repr__": lambda self: "..."})()  # a value that the example does not give: any will do
CUT = "\x00"  # where a text continues after a "..." between two code blocks

TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|\.\.\.|' + CUT + r"|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?|[A-Za-z_][\w:]*(?<!:)|[{}\[\]:,]")
COMMENT_WITHOUT_END = re.compile(r'//.*?(?="[^"]*"\s*:|\bband\s*:|[}\]])')


def without_comments(text):
    """Comments end with their line, or, in a text of one line, before the next member or closing bracket. A // within a text in quotes is none."""
    result, at = [], 0
    while at < len(text):
        if text[at] == '"':
            quoted = re.compile(r'"(?:[^"\\]|\\.)*"').match(text, at)
            result.append(quoted.group())
            at = quoted.end()
        elif text.startswith("//", at):
            comment = re.compile(r"//[^\n]*").match(text, at) if "\n" in text else COMMENT_WITHOUT_END.match(text, at)
            at = comment.end()
        else:
            result.append(text[at])
            at += 1
    return "".join(result)


class Reader:
    def __init__(self, text):
        self.tokens = TOKEN.findall(without_comments(text))
        self.at = 0

    def peek(self, ahead=0):
        return self.tokens[self.at + ahead] if self.at + ahead < len(self.tokens) else None

    def take(self):
        self.at += 1
        return self.tokens[self.at - 1]

    def whole(self):
        return self.value() if self.peek() in ("{", "[") else self.members(None)

    def members(self, end):
        found = {}
        while self.peek() not in (end, None):
            name = self.take()
            if name == CUT:
                if self.peek() == "}" and self.peek(1) == ",":  # the end of a member that began in what was left out
                    self.at += 2
            elif name[0] == '"' or self.peek() == ":":
                key = json.loads(name) if name[0] == '"' else name
                has_value = self.peek() == ":"
                self.at += has_value
                value = self.value() if has_value else LEFT_OUT
                if key:  # a member that is there twice is described twice
                    found[key] = found[key] | value if isinstance(found.get(key), dict) and isinstance(value, dict) else value
        self.at += 1
        return found

    def elements(self):
        found = []
        while self.peek() not in ("]", None):
            if self.peek() in (",", CUT, "..."):
                self.at += 1
            else:
                found.append(self.value())
        self.at += 1
        return found

    def value(self):
        token = self.take()
        if token == "{":
            return self.members("}")
        if token == "[":
            return self.elements()
        return LEFT_OUT if token == "..." else json.loads(token)


def read(path):
    with open(path, encoding="utf-8") as file:
        return Reader(file.read()).whole()


def sprint_examples(path):
    """The JSON examples of the meeting's text, in its order."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    text = re.sub(r"``` \.\.\. ```jsonld=?", CUT, text)
    blocks = [re.sub(r"^jsonld=?", "", part) for part in text.split("```") if part.startswith("jsonld")]
    return [Reader(block).whole() for block in blocks]
