"""The parts of the improvement plan's page: measures, actions, risks."""
