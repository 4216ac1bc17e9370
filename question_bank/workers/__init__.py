"""Jobs done in processes of their own. `question_bank.apart` starts them; each opens only what its job needs."""
