package main

func main() { println("ping") }
