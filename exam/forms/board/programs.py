"""What the programs page accepts: a program file, and a blueprint file when it is not a shipped one."""

from flask_wtf.file import FileRequired, MultipleFileField

from exam.forms.base import Form
from question_bank.fitting import Source

LARGEST = 256 * 1024


class ProgramFiles(Form):
    """One or several files; they are read together."""

    files = MultipleFileField("Program file, and its blueprint file", validators=[FileRequired("Choose a file.")],
                              render_kw={"accept": ".toml,text/plain"})

    def sources(self) -> list[Source] | None:
        """Names and texts; None, with sentences at the field, when a file is no text of a sensible size."""
        found = []
        for file in self.files.data:
            data = file.read(LARGEST + 1)
            file.close()
            try:
                text = data.decode("utf-8")
            except UnicodeDecodeError:
                self.files.errors = [*self.files.errors, f"{file.filename} is not UTF-8 text. Save it as UTF-8."]
                continue
            if len(data) > LARGEST:
                self.files.errors = [*self.files.errors, f"{file.filename} is larger than 256 kB. Choose another file."]
            found.append(Source((file.filename or "file")[-100:], text))
        return None if self.files.errors else found
