/** As `3 min 12 s`: the two largest units of a time in seconds. */
export function durationText(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const at = units.findIndex(({ size }) => whole >= size);
  const unit = units[at];
  if (unit === undefined) return '0 s';
  const next = units[at + 1];
  const rest = next === undefined ? 0 : Math.floor((whole % unit.size) / next.size);
  const first = `${Math.floor(whole / unit.size)} ${unit.name}`;
  return next === undefined || rest === 0 ? first : `${first} ${rest} ${next.name}`;
}

const units = [
  { size: 86_400, name: 'd' },
  { size: 3600, name: 'h' },
  { size: 60, name: 'min' },
  { size: 1, name: 's' },
] as const;
