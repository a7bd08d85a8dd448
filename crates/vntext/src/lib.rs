//! Vietnamese text: normal forms, folding, order, old encodings, numbers, ethnic names
