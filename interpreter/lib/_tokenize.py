"""The tokenizer that `tokenize` drives. Not connected to gilpy's own tokenizer yet."""


class TokenizerIter:
    def __init__(self, readline, *, encoding=None, extra_tokens=False):
        raise NotImplementedError("gilpy does not offer its tokenizer to the module tokenize yet")
