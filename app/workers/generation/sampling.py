"""Which token comes next: the likeliest, or one drawn by chance, and never one that the grammar forbids."""

import ctypes
import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import llama_cpp.llama_cpp as native

from app.core.errors import UserError
from app.workers.generation.context import Context
from app.workers.generation.model import Model

_TOP_K = 40
_TOP_P = 0.95
_MINIMUM_P = 0.05


class Sampler:
    """Chooses tokens for one answer; made by `sampler`."""

    def __init__(self, chain: Any, grammar: Any) -> None:
        self._chain = chain
        self._grammar = grammar
        self._candidate: Any = native.llama_token_data()
        self._candidates = native.llama_token_data_array(data=ctypes.pointer(self._candidate), size=1)

    def next(self, context: Context) -> int:
        """The token to follow what the context has read.

        The grammar is asked of the chosen token first, and of the whole vocabulary only if it says no: most tokens
        are allowed, and asking for all costs more than the model's own work.
        """
        if self._chain is None:
            token = int(context.logits().argmax())
        else:
            token = int(native.llama_sampler_sample(self._chain, context.pointer, -1))
        if self._grammar is None:
            return token
        if not self._allows(token):
            return int(native.llama_sampler_sample(self._grammar, context.pointer, -1))
        native.llama_sampler_accept(self._grammar, token)
        return token

    def _allows(self, token: int) -> bool:
        self._candidate.id, self._candidate.logit = token, 1.0
        self._candidates.selected = -1
        rules = native.llama_sampler_chain_get(self._grammar, 0)
        native.llama_sampler_apply(rules, ctypes.byref(self._candidates))
        return not math.isinf(self._candidate.logit)


@contextmanager
def sampler(model: Model, temperature: float, seed: int, grammar: str) -> Iterator[Sampler]:
    """A sampler for one answer. Temperature 0 always takes the likeliest token; `grammar` is GBNF, or "".

    Raises:
        UserError: the grammar is not valid.
    """
    chains = [_chain(temperature, seed) if temperature > 0 else None]
    try:
        chains.append(_chain(temperature, seed, _rules(model, grammar)) if grammar else None)
        yield Sampler(*chains)
    finally:
        for chain in filter(None, chains):
            native.llama_sampler_free(chain)


def _rules(model: Model, grammar: str) -> Any:
    rules = native.llama_sampler_init_grammar(model.vocabulary, grammar.encode(), b"root")
    if not rules:
        raise UserError(
            "The grammar for the answer is not valid GBNF with a rule named root; correct it and try again."
        )
    return rules


def _chain(temperature: float, seed: int, rules: Any = None) -> Any:
    chain = native.llama_sampler_chain_init(native.llama_sampler_chain_default_params())
    if rules is not None:
        native.llama_sampler_chain_add(chain, rules)
    if temperature > 0:
        parts = [
            native.llama_sampler_init_top_k(_TOP_K),
            native.llama_sampler_init_top_p(_TOP_P, 1),
            native.llama_sampler_init_min_p(_MINIMUM_P, 1),
            native.llama_sampler_init_temp(temperature),
            native.llama_sampler_init_dist(seed),
        ]
    else:
        parts = [native.llama_sampler_init_greedy()]
    for part in parts:
        native.llama_sampler_chain_add(chain, part)
    return chain
