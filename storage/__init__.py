"""SQL: tables, repositories, migrations. Rows never leave it."""
