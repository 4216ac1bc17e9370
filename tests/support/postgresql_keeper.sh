#!/bin/sh
# Runs PostgreSQL for one test run and takes it away, with its folder, when the process that asked for it has ended.
# usage: postgresql_keeper.sh PROCESS BINARIES FOLDER
process=$1 binaries=$2 folder=$3

"$binaries/initdb" -D "$folder/data" -U examhall --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync \
    --no-instructions >"$folder/initdb.log" 2>&1 || exit 1
"$binaries/postgres" -D "$folder/data" -k "$folder" -c listen_addresses='' -c max_connections=120 \
    -c fsync=off -c full_page_writes=off -c wal_level=minimal -c max_wal_senders=0 -c autovacuum=off \
    -c shared_buffers=64MB -c max_wal_size=256MB -c jit=off -c checkpoint_timeout=1h \
    -c shared_memory_type=mmap -c dynamic_shared_memory_type=mmap \
    >"$folder/postgres.log" 2>&1 &
server=$!
trap '' INT  # Ctrl-C ends the tests, and the end of the tests ends the server
while kill -0 "$server" 2>/dev/null && [ -d "/proc/$process" ]; do
    sleep 0.3
done
kill -QUIT "$server" 2>/dev/null
wait "$server" 2>/dev/null
rm -rf "$folder"
