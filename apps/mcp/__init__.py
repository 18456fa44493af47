"""The MCP door: films as tools and resources of agents, over standard input and output or HTTP."""
