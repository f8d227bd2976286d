/** The part of fs-native-extensions that is used; the package has no types of its own. */
declare module 'fs-native-extensions' {
  /** False where somebody else holds a lock on the file. The lock ends when the file is closed, or its process is gone. */
  export function tryLock(fileDescriptor: number): boolean;
}
