const version = () => { return "2.4.9"; }
const other = () => { return "2.4.9"; } // old
