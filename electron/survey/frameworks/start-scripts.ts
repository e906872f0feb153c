/** Names under which people start a Python bot, nb-cli's first. */
export const START_SCRIPTS = ['bot.py', 'main.py', 'run.py', 'app.py', 'start.py'] as const;
