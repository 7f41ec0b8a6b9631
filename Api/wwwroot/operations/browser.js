/** The browser's time zone by its IANA name, or null where it does not tell. */
export const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone ?? null;

/** Keeps a choice for a year, for this site alone. */
export function keep(name, value) {
  const secure = location.protocol === 'https:' ? '; secure' : '';
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=31536000; samesite=lax${secure}`;
}
