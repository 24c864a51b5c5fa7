"""Who may do what, and what may come in: logins, sessions, tokens, forged requests, limits, headers, fetching, the log."""
