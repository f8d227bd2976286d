// One part of an address's path, whatever its text: halves of characters can not be written there, and would throw.

export function pathPart(text: string): string {
  return encodeURIComponent(text.replaceAll(/\p{Cs}/gu, '\ufffd'));
}

/** A branch's name keeps its slashes. */
export function branchPath(branch: string): string {
  return branch.split('/').map(pathPart).join('/');
}
