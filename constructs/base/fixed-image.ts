// Whether an image reference always means the same image; blueprints and platform.yaml are checked by it, and every rendered pod again.

/** True for an image with a digest, or with a tag that is not a moving one. */
export function isFixedImage(image: string): boolean {
  if (image.includes('@sha256:')) return true;
  const tag = /:([^:/]+)$/.exec(image)?.[1];
  return tag !== undefined && tag !== 'latest';
}
