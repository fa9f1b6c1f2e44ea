"""Read what readers answer by e-mail: whose words they are, to what, and nothing that is not theirs."""
