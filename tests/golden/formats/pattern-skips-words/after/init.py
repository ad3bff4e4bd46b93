__version__ = "unknown"
__version__ = "1.3.0"
