__version__ = "unknown"
__version__ = "1.2.3"
