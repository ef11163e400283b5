"""What every kind relies on: verdicts, the strict reader, operators, networks, gates, arithmetic modulo primes."""
