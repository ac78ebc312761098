"""The parts of the command line: inputs, streams, jobs, outputs, and what a person sees."""
