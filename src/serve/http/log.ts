import { inert } from '../../model/foreign.ts';
import { LOG_LEVELS, type LogLevel } from '../../model/http.ts';

export type LogFields = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** One line, one JSON object. Never headers, arguments or answers: only what it takes to follow a call. */
export type HttpLog = (level: LogLevel, event: string, fields?: LogFields) => void;

export interface LogOptions {
  readonly level: LogLevel;
  readonly now: () => Date;
  readonly redact: (text: string) => string;
  readonly write: (line: string) => void;
}

/** With `--port 0` there is no other place that says where the server is. */
const ALWAYS = 'listening';

export function httpLog({ level: most, now, redact, write }: LogOptions): HttpLog {
  const clean = (value: LogFields[string]) => {
    if (typeof value === 'string') return redact(value);
    return Array.isArray(value) ? value.map(redact) : value;
  };
  return (level, event, fields = {}) => {
    if (event !== ALWAYS && LOG_LEVELS.indexOf(level) > LOG_LEVELS.indexOf(most)) return;
    const shown = Object.entries(fields).flatMap(([name, value]) => (value === null ? [] : [[name, clean(value)]]));
    write(inert(JSON.stringify({ event, ...Object.fromEntries(shown), level, at: now().toISOString() })));
  };
}
