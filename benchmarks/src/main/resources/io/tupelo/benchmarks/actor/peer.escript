#!/usr/bin/env escript
%% -*- erlang -*-
%%! +P 2000000
%% What the suites over actors compare with: gen_server and supervisor of OTP. Reads a command a line, prints a line of numbers.
%%   call MILLIS    calls a server for so long; prints the nanoseconds of the median call, and of the slowest but one in a hundred
%%   spawn COUNT    starts so many servers under a simple_one_for_one supervisor; prints nanoseconds, and bytes a server
-module(tupelo_peer).
-mode(compile).
-behaviour(gen_server).
-export([main/1, init/1, handle_call/3, handle_cast/2, start_account/0]).

main(_) ->
    process_flag(trap_exit, true),
    io:format("ready~n"),
    serve().

serve() ->
    case io:get_line("") of
        "call " ++ Millis -> call(number(Millis)), serve();
        "spawn " ++ Count -> spawned(number(Count)), serve();
        _ -> ok
    end.

number(Line) -> list_to_integer(string:trim(Line)).

init(account) -> {ok, 0};
init(accounts) ->
    {ok, {#{strategy => simple_one_for_one}, [#{id => account, start => {tupelo_peer, start_account, []}}]}}.

start_account() -> gen_server:start_link(tupelo_peer, account, []).

handle_call(get, _From, Count) -> {reply, Count + 1, Count + 1}.

handle_cast(_, Count) -> {noreply, Count}.

call(Millis) ->
    {ok, Account} = start_account(),
    Now = erlang:monotonic_time(nanosecond),
    Times = lists:sort(calls(Account, Now, Now + Millis * 1000000, [])),
    gen_server:stop(Account),
    Many = length(Times),
    io:format("~b ~b~n", [lists:nth((Many + 1) div 2, Times), lists:nth((Many * 99 + 99) div 100, Times)]).

calls(_, Now, End, Times) when Now >= End -> Times;
calls(Account, Now, End, Times) ->
    _ = gen_server:call(Account, get),
    After = erlang:monotonic_time(nanosecond),
    calls(Account, After, End, [After - Now | Times]).

spawned(Count) ->
    {ok, Supervisor} = supervisor:start_link(tupelo_peer, accounts),
    erlang:garbage_collect(),
    Before = erlang:memory(total),
    Began = erlang:monotonic_time(nanosecond),
    Starters = [spawn_monitor(fun() -> start(Supervisor, Count div 128) end) || _ <- lists:seq(1, 128)],
    [receive {'DOWN', Monitor, process, Pid, normal} -> ok end || {Pid, Monitor} <- Starters],
    Nanos = erlang:monotonic_time(nanosecond) - Began,
    Bytes = erlang:memory(total) - Before,
    unlink(Supervisor),
    Monitor = monitor(process, Supervisor),
    exit(Supervisor, kill),
    receive {'DOWN', Monitor, process, Supervisor, _} -> ok end,
    io:format("~b ~b~n", [Nanos * Count div (128 * (Count div 128)), Bytes div (128 * (Count div 128))]).

start(_, 0) -> ok;
start(Supervisor, Left) ->
    {ok, _} = supervisor:start_child(Supervisor, []),
    start(Supervisor, Left - 1).
