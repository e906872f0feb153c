/**
 * How a Python bot ends before it listens: the last lines of its traceback. They stand at the beginning of a line, so
 * that somebody quoting one in a chat is not taken for it. Causes: NoneBot dossier §1.6, §2.2 and §9.
 */
import type { LogRule } from '../../survey/facts.ts';

const SETTINGS = 'NoneBot dossier §2.2';

export const PYTHON_RULES = [
  {
    id: 'python.module-missing',
    product: 'nonebot',
    pattern: /^(?:ModuleNotFoundError|ImportError): No module named '?(?<module>[\w.]{1,120})'?/m,
    unless: /Failed to import "/,
    meaning: { severity: 'problem', code: 'framework-crashed' },
    origin: 'https://github.com/nonebot/adapter-qq/issues/112',
    sample: `ModuleNotFoundError: No module named 'uvicorn'`,
  },
  {
    id: 'python.import-failed',
    product: 'nonebot',
    pattern: /^ImportError: cannot import name '(?<name>\w{1,80})' from '(?<module>[\w.]{1,120})'/m,
    unless: /Failed to import "/,
    meaning: { severity: 'problem', code: 'framework-crashed' },
    origin: 'packages of versions that do not fit together',
    sample: `ImportError: cannot import name 'Undefined' from 'pydantic.fields' (D:\\bot\\.venv\\Lib\\site-packages\\pydantic\\fields.py)`,
  },
  {
    id: 'python.driver-package-missing',
    product: 'nonebot',
    pattern: /^ImportError: Please install (?<module>[\w-]{1,40}) (?:first )?to use this driver/m,
    meaning: { severity: 'problem', code: 'framework-crashed' },
    origin: 'NoneBot dossier §1.6',
    sample:
      'ImportError: Please install Quart first to use this driver. Install with pip: `pip install nonebot2[quart]`',
  },
  {
    id: 'python.driver-not-found',
    product: 'nonebot',
    pattern: /^AttributeError: module '(?<module>[\w.]{1,80})' has no attribute 'Driver'/m,
    meaning: { severity: 'problem', code: 'framework-crashed' },
    origin: 'NoneBot dossier §1.6: DRIVER without its tilde',
    sample: `AttributeError: module 'fastapi' has no attribute 'Driver'`,
  },
  {
    id: 'nonebot.asgi-unavailable',
    product: 'nonebot',
    pattern: /^AssertionError: asgi object is only available for (?:asgi|reverse) driver/m,
    meaning: { severity: 'problem', code: 'driver-not-reverse' },
    origin: 'https://github.com/nonebot/adapter-qq/issues/58',
    sample: 'AssertionError: asgi object is only available for asgi driver',
  },
  {
    id: 'python.token-numeric',
    product: 'nonebot',
    pattern: /^onebot_(?:v11_)?access_token\n {1,4}(?:Input should be a valid string|str type expected)/m,
    meaning: { severity: 'problem', code: 'framework-crashed' },
    origin: `${SETTINGS}: NoneBot 2.2.0–2.4.3 with pydantic 2`,
    sample:
      'onebot_access_token\n  Input should be a valid string [type=string_type, input_value=123456, input_type=int]',
  },
  {
    id: 'python.loop-stopped',
    product: 'nonebot',
    pattern: /^RuntimeError: Event loop stopped before Future completed\./m,
    meaning: { severity: 'problem', code: 'framework-crashed' },
    origin:
      'python/cpython Lib/asyncio/base_events.py run_until_complete; https://github.com/nonebot/nonebot/issues/106',
    sample: 'RuntimeError: Event loop stopped before Future completed.',
  },
  {
    id: 'python.host-not-an-address',
    product: 'nonebot',
    pattern: /^ {1,4}[Vv]alue is not a valid IPv4 or IPv6 address/m,
    meaning: { severity: 'problem', code: 'framework-crashed' },
    origin: `${SETTINGS}: HOST=localhost or a name`,
    sample:
      "host\n  value is not a valid IPv4 or IPv6 address [type=ip_any_address, input_value='localhost', input_type=str]",
  },
  {
    id: 'python.port-invalid',
    product: 'nonebot',
    pattern: /^port\n {1,4}(?:Input should be|value is not a valid integer|ensure this value)/m,
    meaning: { severity: 'problem', code: 'framework-crashed' },
    origin: `${SETTINGS}: PORT empty or out of range`,
    sample: `port\n  Input should be a valid integer, unable to parse string as an integer [type=int_parsing, input_value='', input_type=str]`,
  },
  {
    id: 'python.ws-urls-invalid',
    product: 'nonebot',
    pattern: /error parsing (?:env var|value for field) "onebot_(?:v11_)?ws_urls"/,
    meaning: { severity: 'problem', code: 'framework-crashed' },
    origin: `${SETTINGS}: not a JSON list`,
    sample: 'nonebot.config.SettingsError: error parsing env var "onebot_ws_urls"',
  },
  {
    id: 'python.env-encoding',
    product: 'nonebot',
    pattern: /^UnicodeDecodeError: '(?<codec>[\w-]{1,20})' codec can't decode byte[^\n]{0,80}/m,
    meaning: { severity: 'problem', code: 'framework-crashed' },
    origin: `${SETTINGS}: .env saved as ANSI or UTF-16`,
    sample: `UnicodeDecodeError: 'utf-8' codec can't decode byte 0xb6 in position 2: invalid start byte`,
  },
  {
    id: 'python.project-format-too-new',
    product: 'nonebot',
    pattern: /^AssertionError: plugins must be a list of plugin name/m,
    meaning: { severity: 'problem', code: 'framework-crashed' },
    origin: 'NoneBot dossier §2.3: new pyproject form, NoneBot before 2.4.4',
    sample: 'AssertionError: plugins must be a list of plugin name',
  },
  {
    id: 'python.script-missing',
    product: 'nonebot',
    pattern: /can't open file '(?<path>[^'\n]{1,300})': \[Errno 2\] No such file or directory/,
    meaning: { severity: 'problem', code: 'framework-crashed' },
    origin: 'python: started in the wrong folder',
    sample: `python.exe: can't open file 'C:\\Users\\me\\bot.py': [Errno 2] No such file or directory`,
  },
  {
    id: 'python.syntax-error',
    product: 'nonebot',
    pattern: /^(?<error>SyntaxError|IndentationError|TabError): (?<reason>[^\n]{1,120})/m,
    unless: /Failed to import "/,
    meaning: { severity: 'problem', code: 'framework-crashed' },
    origin: 'python: a mistake in bot.py',
    sample: 'IndentationError: unexpected indent',
  },
] as const satisfies readonly LogRule[];
