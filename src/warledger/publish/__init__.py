"""What is shown of the accounts: charts and maps. Everything here is a pure function from accounts to text."""
