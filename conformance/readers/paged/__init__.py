"""What formats with fixed pages share: characters and boxes → lines → running heads, tables, paragraphs → a Reading."""
