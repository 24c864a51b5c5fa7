"""A party name in context -> a party of the registry."""
