"""The languages of code blocks: what authors call them, their proper names and Pygments' lexers."""

from typing import NamedTuple


class Language(NamedTuple):
    """A language: its proper name, Pygments' name for its lexer, the words that select it and a limit.

    Longer text is shown plain; the limit is low where a lexer's time can grow faster than the text.
    """

    name: str
    lexer: str
    words: str
    limit: int = 100_000


PLAIN_WORDS = frozenset({"", "text", "txt", "plain", "plaintext", "plain-text", "none", "nohighlight"})

# A closed list: hostile text meets only lexers whose running time the tests measure.
LANGUAGES = (
    Language("Python", "python", "python py python3 py3 pyi ipython starlark bazel"),
    Language("Python console", "pycon", "pycon python-console doctest"),
    Language("Traceback", "pytb", "pytb traceback py3tb"),
    Language("Triton", "python", "triton"),
    Language("Cython", "cython", "cython pyx"),
    Language("C", "c", "c h"),
    Language("C++", "cpp", "cpp c++ cc cxx hpp hh hxx", 20_000),
    Language("CUDA", "cuda", "cuda cu cuh", 20_000),
    Language("HIP", "cuda", "hip", 20_000),
    Language("OpenCL", "c", "opencl cl"),
    Language("Metal", "cpp", "metal", 20_000),
    Language("Rust", "rust", "rust rs"),
    Language("Go", "go", "go golang"),
    Language("Zig", "zig", "zig"),
    Language("Java", "java", "java", 5_000),
    Language("Kotlin", "kotlin", "kotlin kt"),
    Language("Scala", "scala", "scala"),
    Language("Swift", "swift", "swift"),
    Language("C#", "csharp", "csharp c# cs", 2_000),
    Language("Julia", "julia", "julia jl"),
    Language("R", "r", "r"),
    Language("MATLAB", "matlab", "matlab"),
    Language("Fortran", "fortran", "fortran f90"),
    Language("Haskell", "haskell", "haskell hs"),
    Language("OCaml", "ocaml", "ocaml ml"),
    Language("Lean", "lean4", "lean lean4"),
    Language("Lua", "lua", "lua", 20_000),
    Language("Perl", "perl", "perl pl", 5_000),
    Language("PHP", "php", "php"),
    Language("Ruby", "ruby", "ruby rb", 20_000),
    Language("JavaScript", "javascript", "javascript js mjs node"),
    Language("TypeScript", "typescript", "typescript ts"),
    Language("JSX", "jsx", "jsx"),
    Language("TSX", "tsx", "tsx"),
    Language("HTML", "html", "html htm", 20_000),
    Language("CSS", "css", "css"),
    Language("SCSS", "scss", "scss"),
    Language("XML", "xml", "xml svg", 20_000),
    Language("Bash", "bash", "bash sh shell zsh"),
    Language("Console", "console", "console shell-session shellsession terminal bash-session sh-session"),
    Language("PowerShell", "powershell", "powershell pwsh ps1", 10_000),
    Language("Slurm", "slurm", "slurm sbatch"),
    Language("Diff", "diff", "diff patch udiff"),
    Language("Verilog", "verilog", "verilog v"),
    Language("SystemVerilog", "systemverilog", "systemverilog sv svh"),
    Language("VHDL", "vhdl", "vhdl"),
    Language("PTX", "ptx", "ptx"),
    Language("SASS", "", "sass"),  # NVIDIA's assembly; Pygments' lexer of that name is the CSS dialect
    Language("LLVM IR", "llvm", "llvm llvm-ir ll"),
    Language("MLIR", "llvm", "mlir"),
    Language("TableGen", "tablegen", "tablegen td"),
    Language("Assembly", "gas", "asm assembly gas s"),
    Language("NASM", "nasm", "nasm"),
    Language("GLSL", "glsl", "glsl"),
    Language("HLSL", "hlsl", "hlsl"),
    Language("WGSL", "wgsl", "wgsl"),
    Language("YAML", "yaml", "yaml yml"),
    Language("TOML", "toml", "toml"),
    Language("JSON", "json", "json jsonc jsonl json5"),
    Language("INI", "ini", "ini cfg conf"),
    Language("Protocol Buffers", "protobuf", "protobuf proto"),
    Language("SQL", "sql", "sql"),
    Language("LaTeX", "tex", "latex tex"),
    Language("BibTeX", "bibtex", "bibtex bib"),
    Language("Markdown", "markdown", "markdown md"),
    Language("Make", "make", "make makefile mk", 20_000),
    Language("CMake", "cmake", "cmake"),
    Language("Dockerfile", "docker", "dockerfile docker containerfile"),
    Language("nginx", "nginx", "nginx"),
    Language("HTTP", "http", "http", 2_000),  # hands bodies to the lexer of their media type, whichever it is
)

BY_WORD = {word: entry for entry in LANGUAGES for word in entry.words.split()}


def is_known(word: str) -> bool:
    """Tell whether a word names a language or asks for none."""
    return word.lower() in BY_WORD or word.lower() in PLAIN_WORDS


def find_language(word: str) -> Language:
    """Answer the language an author's word means; an unknown word names itself and is not highlighted."""
    key = word.lower()
    if key in PLAIN_WORDS:
        return Language("", "", key)
    return BY_WORD.get(key) or Language(word, "", key)
