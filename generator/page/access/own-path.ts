// Where somebody wanted to go before they signed in. Only a path of this page counts: anything else would send them, freshly signed in,
// to a stranger's.

export function ownPath(wanted: string | undefined): string {
  if (wanted === undefined || wanted.length > 1000 || !wanted.startsWith('/')) return '/';
  const nowhere = 'http://page.invalid';
  if (!URL.canParse(wanted, nowhere)) return '/';
  const { origin, pathname, search } = new URL(wanted, nowhere);
  // `/.//other.example` reads as a path, and becomes another host once it is shortened.
  return origin === nowhere && !pathname.startsWith('//') ? `${pathname}${search}` : '/';
}
