// Which build of the core this is. The build script puts the text of a file of flavours/ in place of this one; as it
// stands it is the fast flavour, for editors. Constants, so that `if (CHECKING)` leaves nothing behind.
export * from './flavours/fast'
