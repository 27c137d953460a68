"""What curators may do, without Flask: load, check, publish, and (later) edit, review, translate.

Goals: every act is whole or not done; what an act changes is reported; a renderer is handed in.
Non-goals: HTTP, words of the interface.
"""
