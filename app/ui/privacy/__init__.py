"""The privacy view: what holds this computer's Alcove off the network, proved on request, and where everything lies."""
