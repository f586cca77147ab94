"""The words of Hearback as frozen values and pure rules. Standard library only."""
