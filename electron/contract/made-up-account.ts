/**
 * The account that the deep probe and the lab pretend to be: QQ's own system account. Nobody can log in as it, so no
 * real bot is ever kept out by it, and plugins that want a number get one.
 */
export const MADE_UP_ACCOUNT = '10000';
