const version = () => { return "2.5.0"; }
const other = () => { return "2.4.9"; } // old
